//! By whose clock a time is said, both languages side by side. Knows the names of zones, not their rules.

use super::words::Token::{self, Place};

/// By whose clock a time is meant, if it is not that of whom it is agreed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// An IANA name.
    Named(&'static str),
    /// Minutes ahead of UTC.
    Offset(i16),
    /// The rep's.
    Own,
    /// Its name stands for several: CST is China's and that of Chicago.
    Unclear,
}

const fn zone(name: &'static str) -> Token {
    Token::Zone(Zone::Named(name))
}

const fn place(name: &'static str) -> Token {
    Place(Zone::Named(name))
}

const NEW_YORK: &str = "America/New_York";
const CHICAGO: &str = "America/Chicago";
const DENVER: &str = "America/Denver";
const LOS_ANGELES: &str = "America/Los_Angeles";
const SHANGHAI: &str = "Asia/Shanghai";
const LONDON: &str = "Europe/London";
const BERLIN: &str = "Europe/Berlin";

/// The names for the same, apart by `|`. People say "EST" all the year, and mean what the clocks in New York show.
#[rustfmt::skip]
pub const ZONES: &[(&[Token], &str)] = &[
    (&[zone(NEW_YORK)], "est|edt|et|eastern|eastern time|us eastern|us eastern time|east coast|east coast time|美东|美东时间|美国东部|美国东部时间|东部时间"),
    (&[zone(CHICAGO)], "cdt|us central|us central time|central time|美中时间|美国中部|美国中部时间"),
    (&[zone(DENVER)], "mst|mdt|mountain time|us mountain time|美国山区时间|山地时间"),
    (&[zone(LOS_ANGELES)], "pst|pdt|pt|pacific|pacific time|us pacific|us pacific time|west coast|west coast time|美西|美西时间|美国西部|美国西部时间|太平洋时间"),
    (&[zone("Pacific/Honolulu")], "hst|hawaii time|夏威夷时间"),
    (&[zone("America/Anchorage")], "akst|akdt|alaska time"),
    (&[zone(LONDON)], "bst|uk time|british time|英国时间"),
    (&[zone(BERLIN)], "cet|cest|central european time|欧洲中部时间|中欧时间"),
    (&[zone("Europe/Athens")], "eet|eest"),
    (&[zone(SHANGHAI)], "beijing time|china time|china standard time|北京时间|中国时间|国内时间"),
    (&[zone("Asia/Hong_Kong")], "hkt"),
    (&[zone("Asia/Singapore")], "sgt"),
    (&[zone("Asia/Tokyo")], "jst"),
    (&[zone("Asia/Seoul")], "kst"),
    (&[zone("Australia/Sydney")], "aest|aedt|澳洲东部时间|澳大利亚东部时间"),
    (&[zone("Australia/Perth")], "awst"),
    (&[zone("Pacific/Auckland")], "nzst|nzdt"),
    (&[zone("Asia/Kolkata")], "india time|indian time|印度时间"),
    (&[Token::Zone(Zone::Offset(0))], "utc|gmt|zulu|zulu time|格林尼治时间|世界时"),
    (&[Token::Zone(Zone::Own)], "my time|our time|my end|our end|我这边时间|我们时间|我方时间|我的时间|我们这边时间|我这边的时间"),
    (&[Token::Zone(Zone::Unclear)], "cst|ist|ct|mt|ast|us time|american time|europe time|european time|australian time|美国时间|欧洲时间|澳洲时间|加拿大时间|俄罗斯时间"),
    (&[place(NEW_YORK)], "new york|ny|nyc|boston|washington|miami|atlanta|toronto|纽约|波士顿|华盛顿|多伦多|迈阿密"),
    (&[place(CHICAGO)], "chicago|houston|dallas|芝加哥|休斯顿|达拉斯"),
    (&[place(DENVER)], "denver|丹佛"),
    (&[place("America/Phoenix")], "phoenix|arizona"),
    (&[place(LOS_ANGELES)], "los angeles|la|san francisco|seattle|california|洛杉矶|旧金山|硅谷|西雅图|加州"),
    (&[place("America/Vancouver")], "vancouver|温哥华"),
    (&[place("America/Sao_Paulo")], "sao paulo|圣保罗"),
    (&[place(LONDON)], "london|伦敦|英国"),
    (&[place("Europe/Dublin")], "dublin|都柏林"),
    (&[place("Europe/Paris")], "paris|巴黎|法国"),
    (&[place(BERLIN)], "berlin|frankfurt|munich|柏林|法兰克福|慕尼黑|德国"),
    (&[place("Europe/Zurich")], "zurich|苏黎世|瑞士"),
    (&[place("Europe/Madrid")], "madrid|马德里|西班牙"),
    (&[place("Europe/Rome")], "rome|milan|罗马|米兰|意大利"),
    (&[place("Europe/Amsterdam")], "amsterdam|阿姆斯特丹|荷兰"),
    (&[place("Europe/Moscow")], "moscow|莫斯科"),
    (&[place("Asia/Dubai")], "dubai|迪拜"),
    (&[place("Asia/Kolkata")], "delhi|mumbai|bangalore|德里|孟买|印度"),
    (&[place("Asia/Bangkok")], "bangkok|曼谷|泰国"),
    (&[place("Asia/Ho_Chi_Minh")], "hanoi|河内|越南"),
    (&[place("Asia/Jakarta")], "jakarta|雅加达"),
    (&[place("Asia/Manila")], "manila|马尼拉|菲律宾"),
    (&[place("Asia/Kuala_Lumpur")], "kuala lumpur|吉隆坡|马来西亚"),
    (&[place("Asia/Singapore")], "singapore|新加坡"),
    (&[place("Asia/Hong_Kong")], "hong kong|香港"),
    (&[place("Asia/Taipei")], "taipei|taiwan|台北|台湾"),
    (&[place(SHANGHAI)], "beijing|shanghai|shenzhen|guangzhou|china|北京|上海|深圳|广州|杭州|成都|中国|国内"),
    (&[place("Asia/Urumqi")], "urumqi|xinjiang|乌鲁木齐|新疆"),
    (&[place("Asia/Tokyo")], "tokyo|japan|东京|日本"),
    (&[place("Asia/Seoul")], "seoul|korea|首尔|韩国"),
    (&[place("Australia/Sydney")], "sydney|melbourne|悉尼|墨尔本"),
    (&[place("Australia/Perth")], "perth|珀斯"),
    (&[place("Pacific/Auckland")], "auckland|new zealand|奥克兰|新西兰"),
];

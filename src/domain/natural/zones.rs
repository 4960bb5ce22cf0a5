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
pub const ZONES: &[(&str, &[Token])] = &[
    ("est|edt|et|eastern|eastern time|us eastern|us eastern time|east coast|east coast time|美东|美东时间|美国东部|美国东部时间|东部时间", &[zone(NEW_YORK)]),
    ("cdt|us central|us central time|central time|美中时间|美国中部|美国中部时间", &[zone(CHICAGO)]),
    ("mst|mdt|mountain time|us mountain time|美国山区时间|山地时间", &[zone(DENVER)]),
    ("pst|pdt|pt|pacific|pacific time|us pacific|us pacific time|west coast|west coast time|美西|美西时间|美国西部|美国西部时间|太平洋时间", &[zone(LOS_ANGELES)]),
    ("hst|hawaii time|夏威夷时间", &[zone("Pacific/Honolulu")]),
    ("akst|akdt|alaska time", &[zone("America/Anchorage")]),
    ("bst|uk time|british time|英国时间", &[zone(LONDON)]),
    ("cet|cest|central european time|欧洲中部时间|中欧时间", &[zone(BERLIN)]),
    ("eet|eest", &[zone("Europe/Athens")]),
    ("beijing time|china time|china standard time|北京时间|中国时间|国内时间", &[zone(SHANGHAI)]),
    ("hkt", &[zone("Asia/Hong_Kong")]),
    ("sgt", &[zone("Asia/Singapore")]),
    ("jst", &[zone("Asia/Tokyo")]),
    ("kst", &[zone("Asia/Seoul")]),
    ("aest|aedt|澳洲东部时间|澳大利亚东部时间", &[zone("Australia/Sydney")]),
    ("awst", &[zone("Australia/Perth")]),
    ("nzst|nzdt", &[zone("Pacific/Auckland")]),
    ("india time|indian time|印度时间", &[zone("Asia/Kolkata")]),
    ("utc|gmt|zulu|zulu time|格林尼治时间|世界时", &[Token::Zone(Zone::Offset(0))]),
    ("my time|our time|my end|our end|我这边时间|我们时间|我方时间|我的时间|我们这边时间|我这边的时间", &[Token::Zone(Zone::Own)]),
    ("cst|ist|ct|mt|ast|us time|american time|europe time|european time|australian time|美国时间|欧洲时间|澳洲时间|加拿大时间|俄罗斯时间", &[Token::Zone(Zone::Unclear)]),
    ("new york|ny|nyc|boston|washington|miami|atlanta|toronto|纽约|波士顿|华盛顿|多伦多|迈阿密", &[place(NEW_YORK)]),
    ("chicago|houston|dallas|芝加哥|休斯顿|达拉斯", &[place(CHICAGO)]),
    ("denver|丹佛", &[place(DENVER)]),
    ("phoenix|arizona", &[place("America/Phoenix")]),
    ("los angeles|la|san francisco|seattle|california|洛杉矶|旧金山|硅谷|西雅图|加州", &[place(LOS_ANGELES)]),
    ("vancouver|温哥华", &[place("America/Vancouver")]),
    ("sao paulo|圣保罗", &[place("America/Sao_Paulo")]),
    ("london|伦敦|英国", &[place(LONDON)]),
    ("dublin|都柏林", &[place("Europe/Dublin")]),
    ("paris|巴黎|法国", &[place("Europe/Paris")]),
    ("berlin|frankfurt|munich|柏林|法兰克福|慕尼黑|德国", &[place(BERLIN)]),
    ("zurich|苏黎世|瑞士", &[place("Europe/Zurich")]),
    ("madrid|马德里|西班牙", &[place("Europe/Madrid")]),
    ("rome|milan|罗马|米兰|意大利", &[place("Europe/Rome")]),
    ("amsterdam|阿姆斯特丹|荷兰", &[place("Europe/Amsterdam")]),
    ("moscow|莫斯科", &[place("Europe/Moscow")]),
    ("dubai|迪拜", &[place("Asia/Dubai")]),
    ("delhi|mumbai|bangalore|德里|孟买|印度", &[place("Asia/Kolkata")]),
    ("bangkok|曼谷|泰国", &[place("Asia/Bangkok")]),
    ("hanoi|河内|越南", &[place("Asia/Ho_Chi_Minh")]),
    ("jakarta|雅加达", &[place("Asia/Jakarta")]),
    ("manila|马尼拉|菲律宾", &[place("Asia/Manila")]),
    ("kuala lumpur|吉隆坡|马来西亚", &[place("Asia/Kuala_Lumpur")]),
    ("singapore|新加坡", &[place("Asia/Singapore")]),
    ("hong kong|香港", &[place("Asia/Hong_Kong")]),
    ("taipei|taiwan|台北|台湾", &[place("Asia/Taipei")]),
    ("beijing|shanghai|shenzhen|guangzhou|china|北京|上海|深圳|广州|杭州|成都|中国|国内", &[place(SHANGHAI)]),
    ("urumqi|xinjiang|乌鲁木齐|新疆", &[place("Asia/Urumqi")]),
    ("tokyo|japan|东京|日本", &[place("Asia/Tokyo")]),
    ("seoul|korea|首尔|韩国", &[place("Asia/Seoul")]),
    ("sydney|melbourne|悉尼|墨尔本", &[place("Australia/Sydney")]),
    ("perth|珀斯", &[place("Australia/Perth")]),
    ("auckland|new zealand|奥克兰|新西兰", &[place("Pacific/Auckland")]),
];

//! How festivals are named, both languages side by side. Knows no date.

use super::festival::Festival;
use super::words::Side;
use super::words::Token::{self, Post, Pre};

const fn on(month: u8, day: u8) -> Token {
    Token::Festival(Festival::Fixed(month, day))
}

const fn lunar(month: u8, day: u8) -> Token {
    Token::Festival(Festival::Lunar(month, day))
}

/// A weekday (days from Monday) of a month: the first, second and so on; -1: the last.
const fn nth(month: u8, nth: i8, day: u8) -> Token {
    Token::Festival(Festival::Nth(month, nth, day))
}

/// The names for the same, apart by `|`. Where countries differ, all of their days.
#[rustfmt::skip]
pub const FEASTS: &[(&[Token], &str)] = &[
    (&[Token::Festival(Festival::NEW_YEAR)], "元旦|元旦节|new year|new year's|new year's day|new years|new years day"),
    (&[on(11, 11)], "双十一|双11|光棍节|singles day|singles' day"),
    (&[on(12, 12)], "双十二|双12"),
    (&[on(12, 24)], "平安夜|christmas eve|xmas eve"),
    (&[on(12, 25)], "圣诞|圣诞节|christmas|christmas day|xmas"),
    (&[on(12, 31)], "跨年夜|new year's eve|new years eve"),
    (&[Token::Festival(Festival::Eve)], "除夕|除夕夜|年三十|大年三十|年夜饭"),
    (&[Token::Festival(Festival::Spring)], "春节|过年|spring festival|chinese new year|lunar new year|cny"),
    (&[lunar(1, 15)], "元宵|元宵节|lantern festival"),
    (&[Token::Festival(Festival::Qingming)], "清明|清明节|qingming|tomb sweeping day"),
    (&[Token::Festival(Festival::Labour)], "五一|五一节|五一劳动节|劳动节|may day"),
    (&[Token::Festival(Festival::DRAGON_BOAT)], "端午|端午节|dragon boat|dragon boat festival"),
    (&[Token::Festival(Festival::MID_AUTUMN)], "中秋|中秋节|mid-autumn|mid autumn|mid-autumn festival|mid autumn festival"),
    (&[lunar(9, 9)], "重阳|重阳节|double ninth"),
    (&[Token::Festival(Festival::National)], "国庆|国庆节|十一国庆|national day|golden week"),
    (&[Token::Festival(Festival::Coming)], "节|节日|节假日"),
    (&[Pre(Side::After), Token::Festival(Festival::NEW_YEAR)], "after the holidays|in the new year|新年后|新的一年"),
    (&[Token::Festival(Festival::Spring), Post(Side::After)], "过完年|过了年"),
    (&[on(12, 26)], "boxing day"),
    (&[Token::Festival(Festival::Easter(-2))], "good friday|耶稣受难日"),
    (&[Token::Festival(Festival::Easter(1))], "easter monday"),
    (&[Token::Festival(Festival::Easter(0))], "复活节|easter"),
    (&[nth(11, 4, 3)], "感恩节|thanksgiving|thanksgiving day|turkey day"),
    (&[nth(5, 2, 6)], "母亲节"),
    (&[nth(5, 2, 6), Token::Or, Token::Festival(Festival::Easter(-21))], "mother's day|mothers day|mothers' day"),
    (&[Token::Festival(Festival::Easter(-21))], "mothering sunday"),
    (&[nth(6, 3, 6)], "父亲节|father's day|fathers day|fathers' day"),
    (&[on(3, 8)], "三八|三八节|三八妇女节|妇女节|女神节|women's day|international women's day"),
    (&[on(2, 14)], "情人节|valentine's day|valentines day|valentine's"),
    (&[on(3, 12)], "植树节"),
    (&[on(3, 15)], "三一五|315|消费者权益日"),
    (&[on(3, 17)], "st patrick's day|saint patrick's day"),
    (&[on(4, 1)], "愚人节|april fools|april fools' day|april fool's day"),
    (&[on(5, 4)], "五四|五四青年节|青年节"),
    (&[on(6, 1)], "六一|六一节|六一儿童节|儿童节|children's day"),
    (&[on(6, 18)], "六一八|618"),
    (&[on(6, 19)], "juneteenth"),
    (&[on(7, 1)], "七一|建党节|canada day"),
    (&[on(7, 4)], "独立日|independence day|fourth of july|4th of july|july fourth"),
    (&[on(8, 1)], "八一|八一建军节|建军节"),
    (&[on(9, 10)], "教师节|teachers' day|teacher's day"),
    (&[on(10, 31)], "万圣节|万圣夜|halloween"),
    (&[on(11, 5)], "bonfire night|guy fawkes night"),
    (&[on(11, 11)], "veterans day|remembrance day|armistice day"),
    (&[lunar(2, 2)], "龙抬头|二月二"),
    (&[lunar(7, 7)], "七夕|七夕节"),
    (&[lunar(7, 15)], "中元节"),
    (&[lunar(12, 8)], "腊八|腊八节"),
    (&[lunar(12, 23), Token::Or, lunar(12, 24)], "小年"),
    (&[Token::Festival(Festival::Solstice)], "冬至|冬至节|winter solstice"),
    (&[nth(1, 3, 0)], "mlk day|martin luther king day"),
    (&[nth(2, 3, 0)], "presidents' day|presidents day|president's day"),
    (&[nth(5, -1, 0)], "memorial day|spring bank holiday"),
    (&[nth(5, 1, 0)], "early may bank holiday"),
    (&[nth(8, -1, 0)], "summer bank holiday|august bank holiday"),
    (&[nth(9, 1, 0)], "labor day"),
    (&[on(5, 1), Token::Or, nth(9, 1, 0)], "labour day"),
    (&[nth(10, 2, 0)], "columbus day|indigenous peoples' day|canadian thanksgiving"),
    (&[Token::Festival(Festival::BlackFriday(0))], "黑五|黑色星期五|black friday"),
    (&[Token::Festival(Festival::BlackFriday(3))], "cyber monday|网络星期一"),
];

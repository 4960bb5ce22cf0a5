//! The words a time is said in, both languages side by side. Knows no order of words.

use super::clock::Part;
use super::days::Edge;
use super::festival::Festival;

/// What a word, a number or a date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Up to four digits.
    Number(u16),
    /// 第三, "3rd"; -1: the last.
    Ordinal(i8),
    /// `15:30`; true: as a clock shows it, so that 03:00 is not the afternoon.
    Clock(u8, u8, bool),
    /// Year, month, day.
    Date(u16, u8, u8),
    /// `12/5`, `12/5/2026`: month and day, or day and month.
    Pair(u8, u8, Option<u16>),
    /// `12-5`: month and day, or the other way round, or from one to the other.
    Dash(u8, u8),
    /// `12.5`, `3.30`: a date or a clock.
    Dot(u8, u8),
    /// 半, "half".
    Half,
    /// "a", "an".
    A,
    /// "and", in "an hour and a half".
    And,
    Unit(Unit),
    /// 点, "o'clock".
    Point,
    /// 号, 日.
    DayMark,
    /// 月 behind a number, or by itself.
    MonthMark,
    /// Days from today.
    Day(i8),
    /// Days from Monday.
    Weekday(u8),
    Weekend,
    /// Weeks from this one.
    Week(i8),
    /// Months from this one.
    Month(i8),
    /// Years from this one.
    Year(i8),
    /// 1–12.
    MonthName(u8),
    /// 正月, 腊月: a month of the Chinese calendar.
    LunarMonth(u8),
    This,
    Next,
    Edge(Edge),
    Festival(Festival),
    Part(Part),
    /// 12:00 sharp.
    Noon,
    /// The time it is now.
    SameTime,
    /// Stands before what it bounds.
    Pre(Side),
    /// Stands behind what it bounds.
    Post(Side),
    /// "later", "from now": behind a stretch of time.
    Later,
    In,
    At,
    /// "past", in "half past two".
    Past,
    /// "to", in "quarter to three" and in "three to five".
    To,
    /// 到, "until", a dash: from one time to another.
    Till,
    /// Either end of a day.
    Midnight,
    /// 差, in 差一刻三点.
    Less,
    Or,
    /// A comma: numbers before and after it are two.
    Stop,
    /// A wish for another time that names none.
    Vague,
    Unknown,
}

/// The years a number can be.
pub const YEARS: std::ops::RangeInclusive<u16> = 1970..=9999;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    /// 刻.
    Quarter,
    Hour,
    Day,
    Workday,
    Week,
    Month,
    Year,
}

/// On which side of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Up to it, and it counts.
    By,
    /// "before": it does not count.
    Before,
    /// 前: some count it, some do not.
    Until,
    After,
    From,
}

use Token::{Day, LunarMonth, Month, MonthName, Number, Ordinal, Post, Pre, Week, Weekday, Year};

/// Whether the number before is one of something, and so no hour, minute or day by itself.
pub fn counts(after: &[Token]) -> bool {
    use Token::{DayMark, MonthMark, MonthName, Past, Point, Unit};
    matches!(after.first(), Some(Unit(_) | DayMark | MonthMark | MonthName(_) | Past | Point))
}

/// The words for the same, apart by `|`. Where two fit, the longer counts. Those that mean nothing here come first.
#[rustfmt::skip]
pub const WORDS: &[(&[Token], &str)] = &[
    (&[], "的|个|当天|那天|吧|呢|就|那|那就|再|大概|大约|差不多|左右|整|钟|在|于|从|约|是|我们|假期|长假|黄金周"),
    (&[], "the|of|on|or so|around|about|approx|roughly|ish|sharp|exactly|time|any time|anytime|coming|holiday|holidays"),
    (&[], "let's|say|how about|please|between|之间"),
    (&[Token::Half], "半|half"),
    (&[Token::A], "a|an"),
    (&[Token::And], "and"),
    (&[Token::Unit(Unit::Minute)], "分|分钟|minute|minutes|min|mins"),
    (&[Token::Unit(Unit::Quarter)], "刻|刻钟|quarter"),
    (&[Token::Unit(Unit::Hour)], "小时|钟头|hour|hours|hr|hrs|h"),
    (&[Token::Unit(Unit::Day)], "天|day|days"),
    (&[Token::Unit(Unit::Workday)], "工作日|workday|workdays|working day|working days|business day|business days|weekday"),
    (&[Token::Unit(Unit::Week)], "周|星期|礼拜|week|weeks|wk|wks"),
    (&[Token::Unit(Unit::Month)], "个月|month|months"),
    (&[Token::Unit(Unit::Year)], "年|year|years"),
    (&[Number(2)], "couple|couple of|a couple|a couple of"),
    (&[Number(2), Token::Unit(Unit::Week)], "fortnight|a fortnight"),
    (&[Token::Point], "点|时|o'clock|oclock"),
    (&[Token::DayMark], "号|日"),
    (&[Token::MonthMark], "月|月份"),
    (&[Ordinal(1)], "first|首个"),
    (&[Ordinal(2)], "second"),
    (&[Ordinal(3)], "third"),
    (&[Ordinal(4)], "fourth"),
    (&[Ordinal(5)], "fifth"),
    (&[Ordinal(-1)], "last|最后|最后一|最后一个"),
    (&[Day(-2)], "前天"),
    (&[Day(-1)], "昨天|昨日|yesterday"),
    (&[Day(0)], "今天|今日|今儿|今|today"),
    (&[Day(1)], "明天|明日|明儿|明|tomorrow|tmr|tmrw"),
    (&[Day(0), Token::Or, Day(1)], "今明|今明两天"),
    (&[Day(1), Token::Or, Day(2)], "明后天|明后两天"),
    (&[Day(2)], "后天|后日|后儿"),
    (&[Day(3)], "大后天"),
    (&[Day(0), Token::Part(Part::Evening)], "tonight"),
    (&[Weekday(0)], "monday|mon"),
    (&[Weekday(1)], "tuesday|tues|tue"),
    (&[Weekday(2)], "wednesday|weds|wed"),
    (&[Weekday(3)], "thursday|thurs|thur|thu"),
    (&[Weekday(4)], "friday|fri"),
    (&[Weekday(5)], "saturday|sat"),
    (&[Weekday(6)], "sunday|sun"),
    (&[Token::Weekend], "weekend|周六日|双休日"),
    (&[Week(-1)], "上周|上星期|上个星期|上礼拜|上个礼拜|last week"),
    (&[Week(0)], "这周|本周|这星期|这个星期|本星期|这礼拜|这个礼拜|this week"),
    (&[Week(1)], "下周|下星期|下个星期|下礼拜|下个礼拜|next week|next wk"),
    (&[Week(2)], "下下周|下下个星期|下下星期|下下礼拜|下下个礼拜|week after next"),
    (&[Month(-1)], "上个月|上月|last month"),
    (&[Month(0)], "这个月|这月|本月|当月|this month"),
    (&[Month(1)], "下个月|下月|next month"),
    (&[Month(2)], "下下个月|下下月|month after next"),
    (&[Year(-1)], "去年|last year"),
    (&[Year(0)], "今年|this year"),
    (&[Year(1)], "明年|next year"),
    (&[Year(2)], "后年"),
    (&[MonthName(1)], "january|jan"),
    (&[MonthName(2)], "february|feb"),
    (&[MonthName(3)], "march|mar"),
    (&[MonthName(4)], "april|apr"),
    (&[MonthName(5)], "may"),
    (&[MonthName(6)], "june|jun"),
    (&[MonthName(7)], "july|jul"),
    (&[MonthName(8)], "august|aug"),
    (&[MonthName(9)], "september|sept|sep"),
    (&[MonthName(10)], "october|oct"),
    (&[MonthName(11)], "november|nov"),
    (&[MonthName(12)], "december|dec"),
    (&[LunarMonth(1)], "正月|大年"),
    (&[LunarMonth(12)], "腊月"),
    (&[Token::This], "this|这个"),
    (&[Token::Next], "next|下一|下个|下一个"),
    (&[Token::Edge(Edge::Start)], "初|上旬|start|beginning|early"),
    (&[Token::Edge(Edge::Middle)], "中|中旬|middle|mid"),
    (&[Token::Edge(Edge::Late)], "下旬|late"),
    (&[Token::Edge(Edge::End)], "底|末|end"),
    (&[Token::Edge(Edge::End), Token::Unit(Unit::Month)], "eom|month end|month-end"),
    (&[Token::Edge(Edge::End), Token::Unit(Unit::Week)], "eow"),
    (&[MonthName(12), Token::Edge(Edge::End)], "年底|年末|end of the year|end of year|year end|year-end"),
    (&[MonthName(1), Token::Edge(Edge::Start)], "年初|start of the year|beginning of the year"),
    (&[Token::Festival(Festival::NEW_YEAR)], "元旦|元旦节|new year|new year's|new year's day|new years|new years day"),
    (&[Token::Festival(Festival::Fixed(11, 11))], "双十一|双11"),
    (&[Token::Festival(Festival::Fixed(12, 12))], "双十二|双12"),
    (&[Token::Festival(Festival::Fixed(12, 24))], "平安夜|christmas eve"),
    (&[Token::Festival(Festival::Fixed(12, 25))], "圣诞|圣诞节|christmas|christmas day|xmas"),
    (&[Token::Festival(Festival::Fixed(12, 31))], "跨年夜|new year's eve|new years eve"),
    (&[Token::Festival(Festival::Eve)], "除夕|年三十|大年三十"),
    (&[Token::Festival(Festival::Spring)], "春节|过年|spring festival|chinese new year|lunar new year|cny"),
    (&[Token::Festival(Festival::Lunar(1, 15))], "元宵|元宵节|lantern festival"),
    (&[Token::Festival(Festival::Qingming)], "清明|清明节|qingming|tomb sweeping day"),
    (&[Token::Festival(Festival::Labour)], "五一|五一节|五一劳动节|劳动节|labour day|may day"),
    (&[Token::Festival(Festival::DRAGON_BOAT)], "端午|端午节|dragon boat|dragon boat festival"),
    (&[Token::Festival(Festival::MID_AUTUMN)], "中秋|中秋节|mid-autumn|mid autumn|mid-autumn festival|mid autumn festival"),
    (&[Token::Festival(Festival::Lunar(9, 9))], "重阳|重阳节"),
    (&[Token::Festival(Festival::National)], "国庆|国庆节|十一国庆|national day|golden week"),
    (&[Token::Festival(Festival::Coming)], "节|节日|节假日"),
    (&[Pre(Side::After), Token::Festival(Festival::NEW_YEAR)], "after the holidays"),
    (&[Token::Festival(Festival::Spring), Post(Side::After)], "过完年|过了年"),
    (&[Pre(Side::By), MonthName(12), Token::Edge(Edge::End)], "年内"),
    (&[Token::Festival(Festival::Fixed(12, 26))], "boxing day"),
    (&[Number(2), Token::Unit(Unit::Day), Pre(Side::Before), Token::Festival(Festival::Easter)], "good friday"),
    (&[Number(1), Token::Unit(Unit::Day), Pre(Side::After), Token::Festival(Festival::Easter)], "easter monday"),
    (&[Token::Festival(Festival::Easter)], "复活节|easter"),
    (&[Token::Festival(Festival::Thanksgiving)], "感恩节|thanksgiving"),
    (&[Token::Part(Part::Am)], "am|a.m.|a.m"),
    (&[Token::Part(Part::Pm)], "pm|p.m.|p.m"),
    (&[Token::Part(Part::Dawn)], "凌晨"),
    (&[Token::Part(Part::Early)], "早|早上|早晨|清晨|一早|一大早|大清早|一上班|上班后|刚上班|first thing"),
    (&[Token::Part(Part::Morning)], "上午|午前|午饭前|morning|before lunch"),
    (&[Token::Part(Part::Noon)], "中午|午间|午休|午饭时|lunchtime|lunch time|over lunch|at lunch"),
    (&[Token::Part(Part::Afternoon)], "下午|午后|午饭后|饭后|午休后|afternoon|after lunch"),
    (&[Token::Part(Part::Evening)], "晚|晚上|晚间|傍晚|夜里|半夜|下班后|evening|night|after work"),
    (&[Token::Noon], "正午|noon|midday"),
    (&[Token::Midnight], "午夜|子夜|midnight"),
    (&[Pre(Side::By), Token::Part(Part::Afternoon)], "下班前|下班之前|eod|cob|end of day|end of the day"),
    (&[Pre(Side::By), Token::Part(Part::Afternoon)], "close of business|close of play"),
    (&[Token::SameTime], "这个时候|这时候|这个时间|同一时间|同样时间|this time|same time|at this time|at the same time"),
    (&[Pre(Side::By)], "by|no later than|最晚|最迟|不晚于|不迟于|within"),
    (&[Pre(Side::Before)], "before"),
    (&[Pre(Side::After)], "after|过了|过完"),
    (&[Pre(Side::From)], "from|not before|no earlier than|最早"),
    (&[Post(Side::By)], "内|以内|之内"),
    (&[Post(Side::Until)], "前|之前|以前"),
    (&[Post(Side::Before)], "ago"),
    (&[Post(Side::After)], "后|之后|以后|过后"),
    (&[Token::Later], "later|from now"),
    (&[Post(Side::From)], "起|开始|onwards"),
    (&[Token::In], "in|过"),
    (&[Token::At], "at|@"),
    (&[Token::Past], "past"),
    (&[Token::To], "to"),
    (&[Token::Till], "到|至|until|till|til"),
    (&[Token::Less], "差"),
    (&[Token::Stop], ",|;|。"),
    (&[Token::Or], "或|或者|还是|要么|or|/|、"),
    (&[Token::Vague], "改天|改日|回头|有空|有时间|有空的时候|过几天|过段时间|过一段时间|过阵子|近期|最近|这几天|这两天"),
    (&[Token::Vague], "稍后|待会|待会儿|等下|等会|等会儿|一会|一会儿|过会儿|晚点|晚一点|晚些|晚些时候|早点|早一点"),
    (&[Token::Vague], "a few|few|a day or two|an hour or two|a week or two|a month or two"),
    (&[Token::Vague], "some time|sometime|some day|some other day|another day|another time|soon|one of these days|whenever"),
];

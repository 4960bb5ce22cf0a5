//! Whether a name fits a query, and what it costs: pieces of the query are laid onto the signs and words of the name, in
//! order. The cheapest way to lay them wins; it is found in one pass over the name.

use super::super::letters::narrow;
use super::sounds::{Reading, Sounds};
use super::{Fit, MAX_QUERY};

/// A piece is not the whole of its word or syllable.
const SHORT: u32 = 1;
/// Something of the name is left over behind.
const LEFT_OVER: u32 = 64;
/// The name does not begin with it.
const INSIDE: u32 = 128;
/// It is not the label but another name.
pub(super) const OTHER_NAME: u32 = 256;
/// A sign or word is skipped between two pieces, or a sign is read as it seldom is.
const LOOSE: u32 = 1024;
/// So loose that it is noise.
const TOO_LOOSE: u32 = 3 * LOOSE;
const SCATTERED: u32 = 1 << 20;
/// Letters of longer names are in the order of any query.
const LONGEST_SCATTERED: usize = 40;
const NEVER: u32 = u32::MAX;

/// Traditional characters of the words customers say and of common surnames, in order.
const TRADITIONAL: [char; 220] = [
    '來', '係', '個', '備', '傳', '價', '優', '兒', '兩', '冊', '別', '刪', '劉', '動', '務', '勞', '勢', '吳', '員',
    '問', '單', '嗎', '國', '報', '場', '塊', '夠', '孫', '學', '實', '審', '寬', '寶', '尋', '對', '導', '層', '師',
    '帶', '幫', '幾', '庫', '廣', '張', '後', '態', '慮', '慶', '應', '懷', '換', '損', '據', '擾', '數', '斷', '時',
    '暫', '會', '東', '條', '楊', '業', '極', '樓', '標', '樣', '機', '權', '歡', '歲', '歸', '沒', '溫', '滿', '潤',
    '濟', '灣', '為', '無', '煩', '爾', '現', '產', '當', '發', '盧', '確', '碼', '競', '簽', '紀', '約', '級', '細',
    '紹', '終', '組', '結', '給', '統', '經', '維', '網', '線', '編', '總', '繼', '續', '羅', '聯', '聲', '聽', '與',
    '興', '舉', '華', '萬', '葉', '著', '蘇', '處', '號', '虧', '術', '裡', '覆', '見', '覺', '訂', '記', '設', '許',
    '訴', '評', '詞', '試', '話', '該', '詳', '認', '語', '誤', '說', '誰', '課', '調', '談', '請', '講', '謝', '證',
    '識', '譜', '議', '護', '讓', '財', '貨', '責', '貴', '買', '貸', '費', '資', '賠', '賣', '質', '購', '趙', '車',
    '輸', '轉', '辦', '這', '進', '運', '過', '達', '遠', '選', '還', '郵', '鄧', '鄭', '醫', '銷', '錄', '錢', '錯',
    '鍾', '鏈', '長', '門', '開', '間', '關', '陳', '階', '隨', '險', '隱', '難', '電', '預', '領', '頭', '題', '顧',
    '風', '飛', '飯', '館', '馬', '馮', '騙', '騷', '麼', '點', '龍',
];
/// The simplified ones in their places.
const SIMPLIFIED: [char; 220] = [
    '来', '系', '个', '备', '传', '价', '优', '儿', '两', '册', '别', '删', '刘', '动', '务', '劳', '势', '吴', '员',
    '问', '单', '吗', '国', '报', '场', '块', '够', '孙', '学', '实', '审', '宽', '宝', '寻', '对', '导', '层', '师',
    '带', '帮', '几', '库', '广', '张', '后', '态', '虑', '庆', '应', '怀', '换', '损', '据', '扰', '数', '断', '时',
    '暂', '会', '东', '条', '杨', '业', '极', '楼', '标', '样', '机', '权', '欢', '岁', '归', '没', '温', '满', '润',
    '济', '湾', '为', '无', '烦', '尔', '现', '产', '当', '发', '卢', '确', '码', '竞', '签', '纪', '约', '级', '细',
    '绍', '终', '组', '结', '给', '统', '经', '维', '网', '线', '编', '总', '继', '续', '罗', '联', '声', '听', '与',
    '兴', '举', '华', '万', '叶', '着', '苏', '处', '号', '亏', '术', '里', '复', '见', '觉', '订', '记', '设', '许',
    '诉', '评', '词', '试', '话', '该', '详', '认', '语', '误', '说', '谁', '课', '调', '谈', '请', '讲', '谢', '证',
    '识', '谱', '议', '护', '让', '财', '货', '责', '贵', '买', '贷', '费', '资', '赔', '卖', '质', '购', '赵', '车',
    '输', '转', '办', '这', '进', '运', '过', '达', '远', '选', '还', '邮', '邓', '郑', '医', '销', '录', '钱', '错',
    '钟', '链', '长', '门', '开', '间', '关', '陈', '阶', '随', '险', '隐', '难', '电', '预', '领', '头', '题', '顾',
    '风', '飞', '饭', '馆', '马', '冯', '骗', '骚', '么', '点', '龙',
];

pub(super) fn fit(cost: u32) -> Fit {
    match cost {
        0..LEFT_OVER => Fit::Whole,
        LEFT_OVER..INSIDE => Fit::Start,
        INSIDE..LOOSE => Fit::Inside,
        LOOSE..SCATTERED => Fit::Loose,
        _ => Fit::Scattered,
    }
}

/// What is typed.
pub(super) struct Query {
    letters: Vec<char>,
    /// For each letter, where the run of letters it stands in ends: no piece reaches beyond.
    ends: Vec<usize>,
    marks: u64,
}

/// A name, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    letters: Vec<char>,
    units: Vec<Unit>,
    /// A mark for each letter it can be typed with.
    marks: u64,
}

/// A sign or a word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unit {
    /// A Chinese character, and how it is read in the word it stands in, if that was looked up.
    Sign(char, Option<u16>),
    /// A word: from and to which letter.
    Word(u16, u16),
}

impl Query {
    pub(super) fn new(text: &str) -> Self {
        let (mut letters, mut ends) = (Vec::new(), Vec::new());
        let mut begin = 0;
        for c in text.chars().map(fold).chain([' ']) {
            if is_letter(c) && letters.len() < MAX_QUERY {
                letters.push(c);
            } else if letters.len() > begin {
                ends.resize(letters.len(), letters.len());
                begin = letters.len();
            }
        }
        let marks = letters.iter().fold(0, |marks, c| marks | mark(*c));
        Self { letters, ends, marks }
    }

    /// The run of letters from here on.
    fn run(&self, from: usize) -> &[char] {
        &self.letters[from..self.ends[from]]
    }
}

impl Name {
    pub(super) fn new(text: &str, sounds: &Sounds) -> Self {
        let letters: Vec<char> = text.chars().map(fold).take(usize::from(u16::MAX)).collect();
        let (mut units, mut marks) = (Vec::new(), 0);
        let mut word: &[u16] = &[];
        for (place, c) in letters.iter().enumerate() {
            let after = u16::try_from(place + 1).unwrap_or(u16::MAX);
            if is_sign(*c) {
                let several = sounds.of(*c).nth(1).is_some();
                let longer = sounds.word(if several || word.is_empty() { &letters[place..] } else { &[] });
                if longer.len() > word.len() {
                    word = longer;
                }
                units.push(Unit::Sign(*c, word.first().copied()));
                word = word.get(1..).unwrap_or_default();
                marks |=
                    sounds.of(*c).fold(mark(*c), |marks, it| marks | syllable_marks(sounds.syllable(it.syllable())));
                continue;
            }
            word = &[];
            if is_letter(*c) {
                marks |= mark(*c);
                match units.last_mut() {
                    Some(Unit::Word(_, to)) if usize::from(*to) == place => *to = after,
                    _ => units.push(Unit::Word(after - 1, after)),
                }
            }
        }
        Self { letters, units, marks }
    }

    /// What it costs to lay the query onto it; `None` if it does not fit.
    pub(super) fn cost(&self, query: &Query, sounds: &Sounds) -> Option<u32> {
        let wanted = query.letters.len();
        if wanted == 0 {
            return Some(0);
        }
        if query.marks & !self.marks != 0 {
            return None;
        }
        // What it costs to have laid so many letters, the last piece onto the unit before, or onto an earlier one.
        let (mut tight, mut loose) = ([NEVER; MAX_QUERY + 1], [NEVER; MAX_QUERY + 1]);
        let mut best = NEVER;
        for (place, unit) in self.units.iter().enumerate() {
            let mut next = [NEVER; MAX_QUERY + 1];
            for from in 0..wanted {
                let so_far = match from {
                    0 => {
                        if place == 0 {
                            0
                        } else {
                            INSIDE
                        }
                    }
                    _ => tight[from].min(loose[from].saturating_add(LOOSE)),
                };
                if so_far < TOO_LOOSE {
                    self.lay(unit, query.run(from), sounds, &mut |length, cost| {
                        let to = &mut next[from + length];
                        *to = (*to).min(so_far + cost);
                    });
                }
            }
            for (loose, tight) in loose.iter_mut().zip(tight) {
                *loose = tight.min(*loose);
            }
            tight = next;
            let rest = if place + 1 == self.units.len() { 0 } else { LEFT_OVER };
            best = best.min(tight[wanted].saturating_add(rest));
        }
        if best > 0 && best < LEFT_OVER && self.units.len() == 1 {
            // The beginning of the only word is a beginning, not the whole.
            best += LEFT_OVER;
        }
        match best < TOO_LOOSE {
            true => Some(best),
            false => self.is_scattered(query).then_some(SCATTERED),
        }
    }

    /// Tells every number of letters of a run that can be laid onto a unit, and what it costs.
    fn lay(&self, unit: &Unit, run: &[char], sounds: &Sounds, tell: &mut dyn FnMut(usize, u32)) {
        match unit {
            Unit::Word(from, to) => {
                let word = &self.letters[usize::from(*from)..usize::from(*to)];
                let same = word.iter().zip(run).take_while(|(a, b)| a == b).count();
                (1..=same).for_each(|length| tell(length, if length == word.len() { 0 } else { SHORT }));
            }
            Unit::Sign(sign, _) if run.first() == Some(sign) => tell(1, 0),
            Unit::Sign(sign, read) => {
                for reading in sounds.of(*sign) {
                    let syllable = sounds.syllable(reading.syllable());
                    let same =
                        syllable.chars().zip(run).take_while(|(a, b)| a == *b || (*a == 'v' && **b == 'u')).count();
                    if same == 0 {
                        continue;
                    }
                    let cost = if is_right(reading, *read) { 0 } else { LOOSE };
                    if same == syllable.len() {
                        tell(same, cost);
                    } else if same == run.len() {
                        // It is still being typed.
                        tell(same, cost + SHORT);
                    }
                    tell(1, cost + SHORT);
                    if same > 1 && syllable.as_bytes()[1] == b'h' {
                        tell(2, cost + SHORT);
                    }
                }
            }
        }
    }

    /// The letters of the query stand in it in their order, the first one at the beginning of a word.
    fn is_scattered(&self, query: &Query) -> bool {
        let starts = |unit: &Unit| match unit {
            Unit::Word(from, _) => Some(usize::from(*from)).filter(|from| self.letters[*from] == query.letters[0]),
            Unit::Sign(..) => None,
        };
        let Some(from) = self.units.iter().find_map(starts) else { return false };
        let mut left = self.letters[from..].iter();
        let all = query.letters.iter().all(|wanted| wanted.is_ascii_alphanumeric() && left.any(|it| it == wanted));
        all && query.letters.len() > 2 && self.letters.len() <= LONGEST_SCATTERED
    }
}

/// In a word that was looked up one reading is right; otherwise every common one may be.
fn is_right(reading: Reading, read: Option<u16>) -> bool {
    read.map_or(!reading.is_rare(), |read| read == reading.syllable())
}

/// Full-width signs as the usual ones, capitals small, traditional characters simplified.
fn fold(c: char) -> char {
    let c = narrow(c);
    if is_sign(c) { TRADITIONAL.binary_search(&c).map_or(c, |place| SIMPLIFIED[place]) } else { c.to_ascii_lowercase() }
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Anything but blanks and punctuation: those end a run, as in `xi'an`.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{ffff}' => false,
        _ => true,
    }
}

/// One of 64 marks: names that lack a mark of the query need no closer look.
fn mark(c: char) -> u64 {
    let place = match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => c as u32 - '0' as u32 + 26,
        c => c as u32 % 28 + 36,
    };
    1 << place
}

fn syllable_marks(syllable: &str) -> u64 {
    let marks = syllable.chars().fold(0, |marks, c| marks | mark(c));
    if marks & mark('v') == 0 { marks } else { marks | mark('u') }
}

//! What is typed, and what is found first: in Chinese by characters, pinyin and initials, in English by words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::find::{Fit, Index, Sounds};
use common::{place, text};
use proptest::prelude::*;
use std::rc::Rc;

thread_local! {
    static SOUNDS: Rc<Sounds> = Rc::new(Sounds::parse(&text(&place("assets/pinyin.txt"))));
}

fn sounds() -> Rc<Sounds> {
    SOUNDS.with(Rc::clone)
}

fn index(labels: &[&str]) -> Index {
    let mut index = Index::new(sounds());
    labels.iter().for_each(|label| index.add(label, &[], 0));
    index
}

/// What stands in the palette in Chinese, and neighbours that could be taken for it.
const CHINESE: &[&str] = &[
    "没预算",
    "没时间",
    "不需要",
    "已有供应商",
    "太贵了",
    "先发资料",
    "要问老板",
    "不归我管",
    "信不过",
    "以前吃过亏",
    "以后再说",
    "号码哪来的",
    "没兴趣",
    "别再打来",
    "撤销",
    "结束通话",
    "返回主线",
    "客户有异议",
    "约时间",
    "约回访",
    "复制小结",
    "收尾，下一个",
    "银行贷款",
    "行业经验",
    "行动起来",
    "重新开始",
    "重要的事",
    "便宜一点",
    "方便的时候",
    "增长很快",
    "长期合作",
    "还款日期",
    "还有问题",
    "得了吧",
    "了解一下",
    "调整方案",
    "调查问卷",
    "出差在外",
    "差别不大",
    "音乐会",
    "会计部门",
    "效率更高",
    "绿色通道",
    "女士您好",
    "西安分公司",
    "先生贵姓",
    "单店价格",
    "嗯，您接着说。",
    "谢谢您抽时间跟我聊。",
    "说回刚才您提到的那件事……",
    "拓展VIP客户",
    "用Excel发我",
    "5分钟就好",
    "Callflow 帮助",
];

#[test]
fn what_is_typed_in_chinese_finds_this_first() {
    let rows = [
        // Characters.
        ("没预算", "没预算"),
        ("预算", "没预算"),
        ("太贵", "太贵了"),
        ("老板", "要问老板"),
        ("撤", "撤销"),
        ("下一个", "收尾，下一个"),
        ("没算", "没预算"),
        // Full pinyin, whole, begun, from inside, with blanks or apostrophes, in capitals, full-width.
        ("meiyusuan", "没预算"),
        ("meiyus", "没预算"),
        ("meiyusu", "没预算"),
        ("mei yu suan", "没预算"),
        ("mei'yu'suan", "没预算"),
        ("MeiYuSuan", "没预算"),
        ("\u{ff4d}\u{ff45}\u{ff49}\u{ff59}\u{ff55}", "没预算"),
        ("yusuan", "没预算"),
        ("taigui", "太贵了"),
        ("gui", "太贵了"),
        ("laoban", "要问老板"),
        ("meixingqu", "没兴趣"),
        ("chexiao", "撤销"),
        ("jieshu", "结束通话"),
        ("gongyingshang", "已有供应商"),
        ("xian fa", "先发资料"),
        ("nv", "女士您好"),
        ("nvshi", "女士您好"),
        ("nushi", "女士您好"),
        ("lvse", "绿色通道"),
        ("luse", "绿色通道"),
        ("xi'an", "西安分公司"),
        ("en", "嗯，您接着说。"),
        // Initials, two-letter ones as well.
        ("mys", "没预算"),
        ("msj", "没时间"),
        ("bxy", "不需要"),
        ("yygys", "已有供应商"),
        ("tgl", "太贵了"),
        ("xfzl", "先发资料"),
        ("ywlb", "要问老板"),
        ("bgwg", "不归我管"),
        ("yqcgk", "以前吃过亏"),
        ("yqchgk", "以前吃过亏"),
        ("bzdl", "别再打来"),
        ("jsth", "结束通话"),
        ("swxyg", "收尾，下一个"),
        ("shw", "收尾，下一个"),
        ("khyyy", "客户有异议"),
        ("xxncsj", "谢谢您抽时间跟我聊。"),
        // Mixed.
        ("没ys", "没预算"),
        ("mei预suan", "没预算"),
        ("m预s", "没预算"),
        ("meiys", "没预算"),
        ("ygys", "已有供应商"),
        ("拓展vip", "拓展VIP客户"),
        ("tzvip", "拓展VIP客户"),
        ("yexcel", "用Excel发我"),
        ("5fz", "5分钟就好"),
        ("call", "Callflow 帮助"),
        ("callbz", "Callflow 帮助"),
        // Characters with several readings: the right one.
        ("yinhang", "银行贷款"),
        ("yhdk", "银行贷款"),
        ("hangye", "行业经验"),
        ("hyjy", "行业经验"),
        ("xingdong", "行动起来"),
        ("chongxin", "重新开始"),
        ("zhongyao", "重要的事"),
        ("pianyi", "便宜一点"),
        ("fangbian", "方便的时候"),
        ("zengzhang", "增长很快"),
        ("changqi", "长期合作"),
        ("huankuan", "还款日期"),
        ("haiyou", "还有问题"),
        ("dele", "得了吧"),
        ("liaojie", "了解一下"),
        ("tiaozheng", "调整方案"),
        ("diaocha", "调查问卷"),
        ("chuchai", "出差在外"),
        ("chabie", "差别不大"),
        ("yinyue", "音乐会"),
        ("kuaiji", "会计部门"),
        ("xiaolv", "效率更高"),
        ("dandian", "单店价格"),
        // A reading that is wrong there still finds it, if nothing fits better.
        ("yinxing", "银行贷款"),
        ("moyusuan", "没预算"),
    ];
    let index = index(CHINESE);
    for (query, expected) in rows {
        let first = index.find(query, 1).first().map(|place| CHINESE[*place]);
        assert_eq!(first, Some(expected), "{query}");
    }
    assert!(rows.len() >= 60);
}

#[test]
fn what_is_typed_in_english_finds_this_first() {
    let labels = [
        "No time",
        "No need",
        "We have a supplier",
        "Too expensive",
        "Just send something",
        "I need to ask the boss",
        "Not my job",
        "I don\u{2019}t trust this",
        "Call me later",
        "How did you get my number?",
        "Undo",
        "End the call",
        "Appointment",
        "Follow-up",
        "Copy summary",
        "Done \u{2013} next",
        "Coming back to what you said a moment ago \u{2026}",
    ];
    let index = index(&labels);
    for (query, expected) in [
        ("no", "No time"),
        ("NO N", "No need"),
        ("nn", "No need"),
        ("supplier", "We have a supplier"),
        ("supp", "We have a supplier"),
        ("have supp", "We have a supplier"),
        ("too exp", "Too expensive"),
        ("te", "Too expensive"),
        ("jss", "Just send something"),
        ("boss", "I need to ask the boss"),
        ("ask boss", "I need to ask the boss"),
        ("don't trust", "I don\u{2019}t trust this"),
        ("dont", "I don\u{2019}t trust this"),
        ("undo", "Undo"),
        ("end", "End the call"),
        ("appo", "Appointment"),
        ("apmt", "Appointment"),
        ("followup", "Follow-up"),
        ("follow up", "Follow-up"),
        ("fu", "Follow-up"),
        ("copy", "Copy summary"),
        ("next", "Done \u{2013} next"),
        ("a moment ago", "Coming back to what you said a moment ago \u{2026}"),
    ] {
        let first = index.find(query, 1).first().map(|place| labels[*place]);
        assert_eq!(first, Some(expected), "{query}");
    }
}

#[test]
fn nonsense_finds_nothing() {
    let index = index(CHINESE);
    for query in ["qqq", "meiyusuanx", "预预", "zzz zzz", "wxyz"] {
        assert_eq!(index.find(query, 9), [0; 0], "{query}");
    }
}

#[test]
fn a_reading_that_is_right_in_the_word_stands_before_one_that_is_not() {
    let labels = ["银行", "印象"];
    let fit = |query, place| index(&labels).fit(query, place);
    assert_eq!((fit("yinhang", 0), fit("yinxing", 0)), (Some(Fit::Whole), Some(Fit::Loose)));
    assert_eq!(index(&labels).find("yx", 2), [1, 0]);
    // Alone and often read both ways, both are right.
    let alone = index(&["长"]);
    assert_eq!((alone.fit("chang", 0), alone.fit("zhang", 0)), (Some(Fit::Whole), Some(Fit::Whole)));
}

#[test]
fn how_well_it_fits_comes_first_then_use_then_order() {
    let mut index = Index::new(sounds());
    for (label, used) in [("还没预算", 900), ("没预算吗", 0), ("没预算了", 300), ("没预算", 0), ("没预算", 1)]
    {
        index.add(label, &[], used);
    }
    assert_eq!(index.find("mys", 9), [4, 3, 2, 1, 0]);
    assert_eq!(index.find("mys", 2), [4, 3]);
    assert_eq!(index.find("", 9), [0, 2, 4, 1, 3], "without a query use alone counts");
}

#[test]
fn another_name_finds_it_behind_what_is_called_so() {
    let mut index = Index::new(sounds());
    index.add("结束通话", &["挂断"], 500);
    index.add("挂断电话", &[], 0);
    assert_eq!(index.find("gd", 9), [1, 0]);
}

#[test]
fn without_the_table_characters_and_words_still_find() {
    let mut index = Index::new(Rc::default());
    ["没预算", "Undo"].iter().for_each(|label| index.add(label, &[], 0));
    assert_eq!((index.find("预算", 9), index.find("und", 9), index.find("mys", 9)), (vec![0], vec![1], vec![]));
}

#[test]
fn a_table_that_makes_no_sense_is_read_as_far_as_it_does() {
    let sounds = Rc::new(Sounds::parse("mei=没\n=x\n没有 mei\nnonsense\nA=b\n\nyu=预/\n"));
    let mut index = Index::new(sounds);
    index.add("没预", &[], 0);
    assert_eq!(index.find("meiyu", 1), [0]);
    assert!(Sounds::parse("<html lang=en>\n<p>not found</p>").is_empty());
}

/// Letters, signs of both languages, and what else a keyboard gives.
const ANY: &str = "[a-zA-Z没预算行长重A1 '\u{ff0c}\u{ff21}\u{3000}\u{1f600}\u{2e81}\u{20021}]{0,40}";

proptest! {
    #[test]
    fn no_query_panics(query in ANY, label in ANY, other in "\\PC{0,60}") {
        let mut index = Index::new(sounds());
        index.add(&label, &[&other], 7);
        prop_assert!(index.find(&query, 3).len() <= 1);
        index.find(&other, 3);
    }

    #[test]
    fn every_label_finds_itself(label in ANY) {
        let index = index(&[&label]);
        let short: String = label.chars().take(callflow::domain::find::MAX_QUERY).collect();
        prop_assert_eq!(index.find(&short, 1), [0]);
        prop_assert!(matches!(index.fit(&short, 0), Some(Fit::Whole | Fit::Start)));
    }
}

#[test]
fn every_label_of_the_shipped_flows_finds_itself_first() {
    for (name, json) in common::shipped() {
        let flow = common::parse(&json);
        let labels: Vec<&str> = flow.objections.iter().map(|it| it.title.as_str()).collect();
        let index = index(&labels);
        for (place, label) in labels.iter().enumerate() {
            assert_eq!(index.find(label, 1), [place], "{name}: {label}");
        }
    }
}

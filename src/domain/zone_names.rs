//! Zones that have two names. Browsers follow the Unicode CLDR, which never changes a name once given; the IANA database does, and
//! so do the systems and people that take it from there. Both mean the same rules.
//!
//! The pairs are those links of `backward` (IANA tz database 2026a) whose older name is the one browsers list, and those that
//! people still write for China and the United States.

/// The name used today, and the older one.
const PAIRS: [(&str, &str); 35] = [
    ("Africa/Asmara", "Africa/Asmera"),
    ("America/Argentina/Buenos_Aires", "America/Buenos_Aires"),
    ("America/Argentina/Catamarca", "America/Catamarca"),
    ("America/Argentina/Cordoba", "America/Cordoba"),
    ("America/Argentina/Jujuy", "America/Jujuy"),
    ("America/Argentina/Mendoza", "America/Mendoza"),
    ("America/Atikokan", "America/Coral_Harbour"),
    ("America/Chicago", "US/Central"),
    ("America/Denver", "US/Mountain"),
    ("America/Indiana/Indianapolis", "America/Indianapolis"),
    ("America/Kentucky/Louisville", "America/Louisville"),
    ("America/Los_Angeles", "US/Pacific"),
    ("America/New_York", "US/Eastern"),
    ("America/Nuuk", "America/Godthab"),
    ("Asia/Ho_Chi_Minh", "Asia/Saigon"),
    ("Asia/Hong_Kong", "Hongkong"),
    ("Asia/Kathmandu", "Asia/Katmandu"),
    ("Asia/Kolkata", "Asia/Calcutta"),
    ("Asia/Macau", "Asia/Macao"),
    ("Asia/Shanghai", "Asia/Chongqing"),
    ("Asia/Shanghai", "Asia/Chungking"),
    ("Asia/Shanghai", "Asia/Harbin"),
    ("Asia/Shanghai", "PRC"),
    ("Asia/Singapore", "Singapore"),
    ("Asia/Tokyo", "Japan"),
    ("Asia/Urumqi", "Asia/Kashgar"),
    ("Asia/Yangon", "Asia/Rangoon"),
    ("Atlantic/Faroe", "Atlantic/Faeroe"),
    ("Europe/Kyiv", "Europe/Kiev"),
    ("Europe/Kyiv", "Europe/Uzhgorod"),
    ("Europe/Kyiv", "Europe/Zaporozhye"),
    ("Europe/London", "GB"),
    ("Pacific/Chuuk", "Pacific/Truk"),
    ("Pacific/Kanton", "Pacific/Enderbury"),
    ("Pacific/Pohnpei", "Pacific/Ponape"),
];

/// The name of a zone that is used today.
pub fn current(name: &str) -> &str {
    PAIRS.iter().find(|(_, older)| *older == name).map_or(name, |(current, _)| current)
}

/// Whether two names mean the same zone.
pub fn same(one: &str, other: &str) -> bool {
    current(one) == current(other)
}

/// All names of a zone, the given one first.
pub fn all(name: &str) -> impl Iterator<Item = &str> {
    let today = current(name);
    let older = PAIRS.iter().filter(move |(current, _)| *current == today).map(|(_, older)| *older);
    std::iter::once(name).chain(std::iter::once(today).chain(older).filter(move |it| *it != name))
}

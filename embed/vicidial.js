// Callflow in a script tab of VICIdial: `…/embed/vicidial.html#first_name=--A--first_name--B--&last_name=--A--last_name--B--&…`.
// Behind `#` the variables reach no server and no log; behind `?` they do. Takes the names below and no others, forgets the
// address and goes on to the widget, which takes the customer from there.
(() => {
  const NAMES = ["first_name", "last_name", "title", "company", "phone_number"];
  const given = {};
  let last = null;

  const plain = (text) => {
    const spaced = text.replaceAll("+", " ");
    try {
      return decodeURIComponent(spaced);
    } catch {
      return spaced;
    }
  };

  // VICIdial puts values in as they are, blanks as `+`: what follows an `&` inside a value comes without a name.
  const { hash, search, pathname } = location;
  for (const part of `${search.slice(1)}&${hash.slice(1)}`.split("&")) {
    const name = part.split("=", 1)[0];
    if (part.includes("=")) last = NAMES.includes(name) ? name : null;
    if (!last) continue;
    given[last] = part.includes("=") ? plain(part.slice(name.length + 1)) : `${given[last]}&${plain(part)}`;
  }
  history.replaceState(null, "", pathname);

  const text = (name) => (given[name] ?? "").trim();
  const together = (...parts) => {
    const chinese = parts.some((part) => /\p{Script=Han}/u.test(part));
    return (chinese ? parts.reverse() : parts).filter(Boolean).join(chinese ? "" : " ");
  };
  const lead = {
    name: together(text("first_name"), text("last_name")),
    salutation: text("title") && together(text("title"), text("last_name")),
    company: text("company"),
    phone: text("phone_number"),
  };
  const known = Object.entries(lead).filter(([, value]) => value);
  const fragment = known.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  location.replace(new URL(`../${fragment && "#"}${fragment}`, location.href));
})();

// A small CRM: a list of customers, and Callflow beside it. Everything it is told stands in the log.
const widget = new URLSearchParams(location.search).get("widget") ?? "http://127.0.0.1:8080/";
await import(new URL("embed/callflow.js", widget));

const TEXTS = {
  "zh-CN": { customers: "客户", log: "消息", call: "打电话", other: "English", never: "还没打过", busy: "正在打电话" },
  en: { customers: "Customers", log: "Messages", call: "Call", other: "中文", never: "not called yet", busy: "a call is being made" },
};
const CUSTOMERS = {
  "zh-CN": [
    { id: "1001", name: "张伟", salutation: "张总", title: "总经理", company: "安泰连锁药房", phone: "138 0013 8000" },
    { id: "1002", name: "陈静", salutation: "陈经理", title: "运营经理", company: "和顺物流", phone: "139 0013 9000" },
    { id: "1003", name: "刘洋", company: "晨光幼儿园", phone: "021 5555 0103" },
  ],
  en: [
    { id: "2001", name: "Helen Young", salutation: "Ms Young", title: "Operations Director", company: "Harbour Pharmacies", phone: "+44 20 7946 0018" },
    { id: "2002", name: "Daniel Reyes", salutation: "Mr Reyes", title: "Owner", company: "Reyes Garages", phone: "+44 20 7946 0110" },
    { id: "2003", name: "Priya Shah", company: "Corner Stores", phone: "+44 20 7946 0123" },
  ],
};
const TOLD = ["ready", "dial", "started", "lead", "stage", "captured", "appointment", "follow-up", "hung-up", "resumed", "ended", "reopened", "taken-back", "error", "unanswered"];

const outcomes = new Map(); // what this page knows of its customers, by their ids
const customers = new Map(); // whom a call is with
let locale = navigator.language.startsWith("zh") ? "zh-CN" : "en";

const element = document.createElement("call-flow");
element.src = widget;
element.setAttribute("lang", locale);
element.locale = locale;
// To get through a reload of this page in mid-call.
const saved = sessionStorage.getItem("callflow");
if (saved) element.state = JSON.parse(saved);
element.addEventListener("callflow-keep", () => sessionStorage.setItem("callflow", JSON.stringify(element.state)));

const byId = (id) => document.getElementById(id);
const made = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text, ...properties });

function log(text) {
  byId("log").append(made("li", text));
  byId("log").scrollTop = byId("log").scrollHeight;
}

function draw() {
  const t = TEXTS[locale];
  document.documentElement.lang = locale;
  byId("customers-title").textContent = t.customers;
  byId("log-title").textContent = t.log;
  byId("language").textContent = t.other;
  byId("customers").replaceChildren(
    ...CUSTOMERS[locale].map((customer) => {
      const row = made("tr", "");
      row.dataset.customer = customer.id;
      const who = made("td", customer.name);
      who.append(made("small", `${customer.company} · ${customer.phone}`));
      const outcome = made("td", outcomes.get(customer.id) ?? t.never, { className: "outcome" });
      const call = made("button", t.call, { type: "button" });
      call.addEventListener("click", () => element.start(customer).catch(({ code }) => log(code === "busy" ? t.busy : code)));
      const last = made("td", "");
      last.append(call);
      row.append(who, outcome, last);
      return row;
    }),
  );
}

byId("language").addEventListener("click", () => {
  locale = locale === "en" ? "zh-CN" : "en";
  element.locale = locale;
  draw();
});

for (const type of TOLD) {
  element.addEventListener(`callflow-${type}`, ({ detail }) => {
    log(JSON.stringify(detail));
    if (type === "started") customers.set(detail.call, detail.lead.id);
    const customer = detail.lead?.id ?? customers.get(detail.call);
    const short = {
      ended: () => detail.summary,
      appointment: () => `${detail.change}: ${detail.appointment.wall.replace("T", " ")} (${detail.appointment.zone})`,
    }[type];
    if (short && customer) {
      outcomes.set(customer, short());
      draw();
    }
  });
}

draw();
byId("place").append(element);

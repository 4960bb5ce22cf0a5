// The records in both homes: texts by their keys.
export const homes = (page) =>
  page.evaluate(async () => {
    const answer = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
    const connection = await answer(indexedDB.open("callflow"));
    const all = async (name) => {
      const store = connection.transaction(name).objectStore(name);
      const [keys, texts] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
      return Object.fromEntries(keys.map((key, place) => [key, texts[place]]));
    };
    const [database, archive] = [await all("records"), await all("archive")];
    connection.close();
    const quick = Object.entries({ ...localStorage }).filter(([key]) => key.startsWith("callflow:"));
    return { quick: Object.fromEntries(quick), database, archive };
  });

// Whether both homes have been brought to agree: then a tab makes itself known.
export const agree = (page) =>
  page.evaluate(async () => (await navigator.locks.query()).held.some(({ name }) => name.startsWith("callflow:tab:")));

// Find somebody in the list by name, accents or not. Without this script the whole list is there.
(() => {
  "use strict";
  const place = document.querySelector("[data-find-person]");
  if (!place) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const said = place.querySelector("[role=status]");
  const find = () => {
    const asked = plain(place.querySelector("input").value);
    let shown = 0;
    for (const section of document.querySelectorAll("section:has(> .caseload)")) {
      let here = 0;
      for (const person of section.querySelectorAll(".caseload > li")) {
        person.hidden = !plain(person.querySelector(".case-who a").textContent).includes(asked);
        here += !person.hidden;
      }
      section.hidden = !here;
      shown += here;
    }
    const { none, one, many } = said.dataset;
    said.textContent = asked && (shown > 1 ? many.replace("#", shown) : shown ? one : none);
  };
  place.hidden = false;
  place.addEventListener("input", find);
})();

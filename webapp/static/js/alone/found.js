// What somebody looked for is in no address: Back and reload lead to where they asked, and do not send it again.
history.replaceState(null, "", document.querySelector("[data-asked-on]").dataset.askedOn);

// plotly.js for a notebook: packed, since it is stored with the notebook. Pages have it as it is.
if (!window.Plotly) (async packed => {
  const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.text = await new Response(plain).text();
  document.head.appendChild(script);
})("PACKED");

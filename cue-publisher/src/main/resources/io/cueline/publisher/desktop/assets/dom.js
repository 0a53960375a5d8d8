// Building and keeping elements. Text is only ever set as text.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children; a string becomes a text node. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same of SVG. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets an attribute where it differs; null and false take it off. */
export function set(node, name, value) {
  if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else {
    const wanted = value === true ? '' : String(value);
    if (node.getAttribute(name) !== wanted) {
      node.setAttribute(name, wanted);
    }
  }
}

/** Sets a node's text where it differs, so that nothing is read out twice. */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function on(node, event, listener) {
  node.addEventListener(event, listener);
  return node;
}

const parts = new WeakMap();

/**
 * Brings a parent's children in line with items: an item's part ({node, show}) is made once by its
 * key and shown anew; the node that has the focus keeps it.
 */
export function each(parent, items, keyOf, make) {
  const before = parts.get(parent) ?? new Map();
  const now = new Map(items.map((item) => [keyOf(item), item]));
  for (const [key, part] of before) {
    if (!now.has(key)) {
      part.node.remove();
      before.delete(key);
    }
  }
  const focused = document.activeElement;
  let place = parent.firstElementChild;
  for (const [key, item] of now) {
    const part = before.get(key) ?? make(item);
    before.set(key, part);
    part.show(item);
    if (part.node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(part.node, place);
    }
  }
  parts.set(parent, before);
  if (focused !== document.activeElement && focused?.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

/** Runs what is to be drawn once before the next picture, or at once where no picture is drawn. */
export function beforeNextPicture(draw) {
  let waiting = false;
  const run = () => {
    if (waiting) {
      waiting = false;
      draw();
    }
  };
  return () => {
    if (!waiting) {
      waiting = true;
      if (document.visibilityState === 'visible') {
        requestAnimationFrame(run);
        // A frame that is not drawn, such as one scrolled out of sight, still is told in time.
        setTimeout(run, 100);
      } else {
        setTimeout(run, 0);
      }
    }
  };
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    set(node, name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

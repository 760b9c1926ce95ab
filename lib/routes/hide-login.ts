/**
 * User and password before a host, with a scheme or without. A password may hold a slash or an at sign, so the last one
 * ends it: a message rather says too little. No login: a port with a path behind it, the digest of an image, and ports
 * with the nodes of k3d.
 */
const LOGIN =
  /(:\/\/)[^\s/@:]*(?::(?!\d+[/?#])\S*)?@(?!sha\d+:)|(?<![^\s/@"'=(,[])(?!(?:[\d.]+:)?\d+:\d+(?:\/\w+)?@(?:loadbalancer|all|(?:server|agent)s?:[\d*])(?![\w.]))[^\s/@:"'=(,[]+:(?!\/\/|\d+[/?#])\S+@(?!sha\d+:)/g;

/** A URL, a host or the name of an image as a message may repeat it: without the login that stands before its host. */
export const hideLogin = (text: string): string => (text.includes('@') ? text.replace(UP_TO_AT, inWord) : text);

/** A word up to its last at sign, with the host behind it. What follows holds no login, and is not searched for one. */
const UP_TO_AT = /(?<!\S)\S*@\S{0,100}/g;

const inWord = (word: string): string => word.replace(LOGIN, '$1…@');

/** Whether a login stands in it. */
export const hasLogin = (text: string): boolean => hideLogin(text) !== text;

/** A URL without its login, to be looked up; with a scheme or without. */
export const withoutLogin = (url: string): string => url.replace(/^(\w[\w+.-]*:\/\/)?[^/?#\s]*@/, '$1');

/**
 * User and password before a host, with a scheme or without. A password may hold a slash or an at sign, so the last one
 * ends it: a message rather says too little. No login: a port with a path behind it, the digest of an image, and ports
 * with the nodes of k3d.
 */
const LOGIN =
  /(:\/\/)[^\s/@:]*(?::(?!\d+[/?#])\S*)?@(?!sha\d+:)|(?<![^\s/@"'=(,[])(?!(?:[\d.]+:)?\d+:\d+(?:\/\w+)?@(?:loadbalancer|all|(?:server|agent)s?:[\d*])(?![\w.]))[^\s/@:"'=(,[]+:(?!\/\/|\d+[/?#])\S+@(?!sha\d+:)/g;

/** A URL, a host or the name of an image as a message may repeat it: without the login that stands before its host. */
export const hideLogin = (text: string): string => (text.includes('@') ? text.replace(LOGIN, '$1…@') : text);

/** Whether a login stands in it. */
export const hasLogin = (text: string): boolean => hideLogin(text) !== text;

/** A URL without its login, to be looked up; with a scheme or without. */
export const withoutLogin = (url: string): string => url.replace(/^(\w[\w+.-]*:\/\/)?[^/?#\s]*@/, '$1');

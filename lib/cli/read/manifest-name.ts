/** What a file is called that may hold manifests. */
export const MANIFEST = /\.(ya?ml|json)$/i;

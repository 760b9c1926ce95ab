/** What pods speak above TCP, for whoever leads requests to them. */
export enum AppProtocol {
  /** HTTP 1.1. */
  HTTP = 'http',
  /** HTTP in TLS. The ingress controller asks for a certificate that it trusts. */
  HTTPS = 'https',
  /** HTTP 2 without TLS, as programs of gRPC speak it. */
  H2C = 'h2c',
}

import type { Said } from '../analysis/given';
import type { Credential } from './credential';

/** Nodes and registries log in before there is a cluster that could keep a Secret. */
export function loginComplaints(field: string, credential: Credential | undefined): Said[] {
  if (credential?._secret === undefined) return [];
  return [
    {
      field,
      message: `${field} is Credential.fromSecret("${credential._secret}"), and neither nodes nor registries read Secrets.`,
      remedy: "Write Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').",
    },
  ];
}

/** A URL with a login in it would carry that into dist/, so the message does not repeat it. */
export function urlLoginComplaints(field: string, url: string): Said[] {
  if (!/^\w+:\/\/[^/]*@/.test(url)) return [];
  return [
    {
      field,
      message: `${field} holds a login, which would stand in dist/.`,
      remedy: 'Write the URL without it, and the login as credential.',
    },
  ];
}

/** The registry program takes a URL, and nothing else. */
export function proxyComplaints(field: string, remoteUrl: string | undefined): Said[] {
  if (remoteUrl === undefined) return [];
  const login = urlLoginComplaints(`${field}.remoteUrl`, remoteUrl);
  if (login.length > 0 || /^https?:\/\/[^/\s]+\/?$/.test(remoteUrl)) return login;
  const host = remoteUrl.replace(/^\w+:\/\//, '').replace(/[/\s].*$/s, '');
  return [
    {
      field: `${field}.remoteUrl`,
      message: `${field}.remoteUrl is "${remoteUrl}", and no URL of a registry.`,
      remedy: `Write "https://${host === '' ? 'registry-1.docker.io' : host}".`,
    },
  ];
}

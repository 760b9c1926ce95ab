import { hasLogin, hideLogin, withoutLogin } from '../../lib/routes/hide-login';

test.each([
  ['https://u:s3cret@m.example.com', 'https://…@m.example.com'],
  ['https://u@m.example.com', 'https://…@m.example.com'],
  ['https://u:a/s3cret@m.example.com', 'https://…@m.example.com'],
  ['https://u:s3@cret@m.example.com', 'https://…@m.example.com'],
  ['u:s3cret@m.example.com', '…@m.example.com'],
  ['me:1234@server:0', '…@server:0'],
  ['8080:80@all.example.com', '…@all.example.com'],
  ['u:s3cret@x.io:5000/app:1@sha256:abc', '…@x.io:5000/app:1@sha256:abc'],
  ['say "u:s3cret@x.io" twice', 'say "…@x.io" twice'],
])('the login in %s is hidden', (text, shown) => {
  expect(hideLogin(text)).toBe(shown);
  expect(hasLogin(text)).toBe(true);
});

test.each([
  'https://m.example.com',
  'app:1@sha256:abc',
  'x.io:5000/app:1@sha256:abc',
  'http://localhost:8080/@vite/client',
  'localhost:8080/@vite/client',
  'me@example.com',
  'git@github.com:team/app',
  '8080:80@loadbalancer',
  '127.0.0.1:8080:80/udp@server:0;agent:*',
])('%s holds none', (text) => {
  expect(hideLogin(text)).toBe(text);
  expect(hasLogin(text)).toBe(false);
});

test.each([
  ['http://u:s3cret@localhost:8087/@a', 'http://localhost:8087/@a'],
  ['u:s3cret@localhost:8087', 'localhost:8087'],
  ['http://localhost:8087/@a', 'http://localhost:8087/@a'],
])('%s is looked up without its login', (url, wanted) => {
  expect(withoutLogin(url)).toBe(wanted);
});

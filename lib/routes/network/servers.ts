import { imageName } from '../image-name';

/** A server that speaks nothing of HTTP at its own port. */
interface Server {
  readonly called: string;
  readonly port: number;
  /** The last part of the names of its images. */
  readonly images: RegExp;
}

const SERVERS: readonly Server[] = [
  { called: 'PostgreSQL', port: 5432, images: /^(?:postgres|postgresql|postgis|pgvector|timescaledb)$/ },
  { called: 'MySQL', port: 3306, images: /^(?:mysql|mariadb|percona)$/ },
  { called: 'Redis', port: 6379, images: /^(?:redis|redis-stack|redis-stack-server|valkey|keydb)$/ },
  { called: 'AMQP', port: 5672, images: /^rabbitmq$/ },
  { called: 'Kafka', port: 9092, images: /^(?:kafka|cp-kafka|redpanda)$/ },
  { called: 'Memcached', port: 11_211, images: /^memcached$/ },
];

/** What an image speaks at a port, where that is nothing of HTTP. */
export function spokenByImage(image: string, port: number): string | undefined {
  const name = imageName(image).repository.replace(/^.*\//, '');
  return SERVERS.find((server) => server.port === port && server.images.test(name))?.called;
}

import type { IConstruct } from 'constructs';
import { isRecord } from '../routes/plain';
import type { KubeObject, ObjectFacts } from '../routes/world';
import { factsOf, type ObjectSource, sourceOf } from './facts';

/** An object of the app as it is written, and into which file. */
export interface AppObject {
  readonly construct: IConstruct;
  readonly json: KubeObject;
  readonly file?: string;
}

/** An object of the app as the rules read it. Its fields and its line are looked up where a finding speaks. */
export class WrittenObject implements ObjectFacts {
  public readonly json: ObjectFacts['json'];
  public readonly file: ObjectFacts['file'];
  public readonly where: string;
  public readonly declared: boolean;
  public readonly exposure: ObjectFacts['exposure'];
  public readonly sideLoaded: ObjectFacts['sideLoaded'];
  private readonly owner: IConstruct;
  private readonly made?: ObjectSource;

  constructor(
    public readonly object: AppObject,
    public readonly allow: ObjectFacts['allow'],
  ) {
    const { construct, json, file } = object;
    this.made = factsOf(construct).find(({ object }) => object)?.object;
    this.owner = this.made?.owner ?? construct;
    this.json = alike(json);
    this.file = file;
    this.where = this.owner.node.path;
    this.declared = this.made !== undefined;
    this.exposure = this.made?.exposure;
    this.sideLoaded = this.made?.sideLoaded;
  }

  public get fields(): ObjectFacts['fields'] {
    return this.made?.fields;
  }

  public get source(): string | undefined {
    return sourceOf(this.owner);
  }
}

/**
 * The same fields in a record of the usual shape. Generated classes of an API build each object by spreads, which leave
 * it alone with its hidden class, and every look at its fields is a slow one then.
 */
const alike = (json: KubeObject): KubeObject => (isRecord(json) ? Object.assign({}, json) : json);

import type { IConstruct } from 'constructs';
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
  public readonly construct: IConstruct;
  public readonly json: ObjectFacts['json'];
  public readonly file: ObjectFacts['file'];
  public readonly where: string;
  public readonly declared: boolean;
  public readonly exposure: ObjectFacts['exposure'];
  public readonly sideLoaded: ObjectFacts['sideLoaded'];
  private readonly owner: IConstruct;
  private readonly made?: ObjectSource;

  constructor(
    { construct, json, file }: AppObject,
    public readonly allow: ObjectFacts['allow'],
  ) {
    this.construct = construct;
    this.made = factsOf(construct).find(({ object }) => object)?.object;
    this.owner = this.made?.owner ?? construct;
    this.json = json;
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

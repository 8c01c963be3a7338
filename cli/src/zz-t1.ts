import { parseCase, decideCase } from '@claims-askes/engine';
const c = parseCase(await Bun.file(process.argv[2]!).json());
const r = decideCase(c,{trace:true});
console.log(JSON.stringify(r.decision,null,1).slice(0,200000));

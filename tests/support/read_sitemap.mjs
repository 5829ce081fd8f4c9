/* Reads a site map, or an index of them, on standard input with the library "sitemap"; what is not
   allowed there is an error.  `node read_sitemap.mjs map` or `index`. */
import { XMLToSitemapIndexStream, XMLToSitemapItemStream } from 'sitemap';

const Reader = {map: XMLToSitemapItemStream, index: XMLToSitemapIndexStream}[process.argv[2]];
const found = [];
for await (const each of process.stdin.pipe(new Reader({level: 'throw'}))) found.push(each);
process.stdout.write(JSON.stringify(found));

'use strict';
// A producer and a consumer of the package ali-ons. Arguments: name server, group, topic. Writes one event per line as JSON; ends when its
// input ends.
const { Consumer, Producer, Message } = require('ali-ons');

const MESSAGES = 20;
const [nameServer, group, topic] = process.argv.slice(2);
const say = (event, data) => process.stdout.write(JSON.stringify({ event, ...data }) + '\n');
const text = parts => parts.map(part => (part && part.stack) || String(part)).join(' ');
const logger = {
  info() {},
  debug() {},
  warn(...parts) { say('warn', { text: text(parts) }); },
  error(...parts) { say('error', { text: text(parts) }); },
};
const options = {
  nameSrv: nameServer,
  httpclient: { request: () => Promise.reject(new Error('no address server is used')) },
  logger,
  pollNameServerInteval: 1000,
  rebalanceInterval: 1000,
  persistConsumerOffsetInterval: 1000,
};

const produce = async producer => {
  for (let number = 0; number < MESSAGES; number++) {
    const message = new Message(topic, number % 2 ? 'odd' : 'even', 'body ' + number);
    message.keys = ['key-' + number];
    const result = await producer.send(message);
    say('sent', { status: result.sendStatus, broker: result.messageQueue.brokerName, offset: result.queueOffset });
  }
};

const consume = async consumer => {
  const seen = new Set();
  consumer.on('error', failure => say('failed', { text: failure.message }));
  consumer.subscribe(topic, '*', async message => {
    const body = message.body.toString();
    const isFirst = !seen.has(body);
    seen.add(body);
    say('got', { body, tags: message.tags, keys: message.keys, reconsumed: message.reconsumeTimes });
    if (body === 'body 3' && isFirst) {
      throw new Error('once more, please');
    }
  });
  await consumer.ready();
};

(async () => {
  const producer = new Producer({ ...options, producerGroup: group + '-producers' });
  await producer.ready();
  await produce(producer);
  const consumer = new Consumer({ ...options, consumerGroup: group, consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' });
  await consume(consumer);
  process.stdin.resume();
  process.stdin.on('end', async () => {
    await consumer.close();
    await producer.close();
    say('closed', {});
    process.exit(0);
  });
})().catch(failure => {
  say('broken', { text: failure.stack });
  process.exit(1);
});

/**
 * The HTTP/1.1 listener of serving, on Netty: keep-alive, pipelined answers in order, bounds on everything a client can make it keep.
 *
 * <p>May depend on: Netty. Knows nothing of deployments: what a request means, its {@link io.mobula.serve.http.HttpHandler} says. Concurrency: each connection is confined to its event loop; an
 * {@link io.mobula.serve.http.Exchange} may be answered from any thread.
 *
 * <ol>
 *   <li>HTTP-1 Each request is answered at most once, and answers leave in the order of the requests.
 *   <li>HTTP-2 A connection has at most {@code maxPipelined} requests that are not answered, and one body that is being read, of at most {@code maxBodyBytes}.
 *   <li>HTTP-3 All connections together have at most {@code maxInFlight} requests at the handler.
 *   <li>HTTP-4 When a client is gone, each of its open exchanges hears of it once.
 * </ol>
 */
@NullMarked
package io.mobula.serve.http;

import org.jspecify.annotations.NullMarked;

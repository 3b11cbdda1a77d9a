/**
 * The call plane: sessions between live processes over sockets, and the handshake that opens every connection.
 *
 * <p>May depend on {@code core.id}, {@code api.error}, Protobuf, slf4j.
 *
 * <p>Concurrency: a session has two roles, each a lock: <em>reading</em> (fill, parse, call the handler) and <em>writing</em>. Whoever waits for an answer takes the
 * reading role; otherwise a background thread (dialed end) or the lane's owner (accepted end) has it. The monitor of an {@link io.mobula.call.Outbound} guards
 * frames not yet acknowledged and is held for the length of one encoding, never over IO.
 *
 * <ol>
 *   <li>SES-1 A frame is handed to the handler once, in the order of {@code send}, however often the connection breaks.
 *   <li>SES-2 A chunk lives until each of its frames is acknowledged, so that whatever the peer lacks can be sent again.
 *   <li>SES-3 Handler calls of one session never overlap; a thread inside the handler that meets a full socket reads, but does not hand over.
 *   <li>SES-4 A session is given up by {@code close}, by a death, or by a refusal; never by time.
 *   <li>SES-5 {@code ended} is called exactly once, and last.
 * </ol>
 */
@NullMarked
package io.mobula.call;

import org.jspecify.annotations.NullMarked;

/**
 * Certificates as the runtime uses them: read from PEM files, made into engines, and judged. Nothing here makes a certificate.
 *
 * <p>Depends on the JDK alone. TLS 1.3 and nothing else; a session is never resumed, so every connection is verified in full.
 *
 * <p>Concurrency: everything is immutable, or lazily read once.
 *
 * <ol>
 *   <li>TLS-1 A node is believed only with a certificate of the cluster's CA that names it.
 *   <li>TLS-2 A dialer says nothing before it has verified the node: the token never goes to a stranger.
 *   <li>TLS-3 Where TLS is on, nothing but TLS is spoken over TCP; Unix sockets, guarded by their file's mode, have none.
 * </ol>
 */
@NullMarked
package io.mobula.tls;

import org.jspecify.annotations.NullMarked;

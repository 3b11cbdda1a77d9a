/**
 * The cluster's certificate authority and the certificates it issues: files in the cluster's folder, made by {@code mobula cluster init} and {@code cert}. The only package that knows Bouncy Castle.
 *
 * <p>Depends on {@code tls}. Not thread-safe: one command uses it.
 */
@NullMarked
package io.mobula.cli.certificate;

import org.jspecify.annotations.NullMarked;

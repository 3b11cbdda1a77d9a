/**
 * Configuration: files, overrides and environment, read once at boot into records that are already checked.
 *
 * <p>{@code reference.conf} says which keys exist and what each means; {@link io.mobula.config.ConfigLoader} finds every problem at once. Depends on the HOCON parser
 * alone. Immutable and thread safe throughout.
 */
@NullMarked
package io.mobula.config;

import org.jspecify.annotations.NullMarked;

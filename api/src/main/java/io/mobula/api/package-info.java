/**
 * The public face: sessions, tasks, objects.
 *
 * <p>Two rules carry the whole package. <b>Options first, verb last</b>: every verb ({@code submit}, {@code start}, {@code put}, {@code stream})
 * exists on {@link io.mobula.api.Mobula} with default options and, under the same name, on the options object that precedes it. <b>What a
 * lambda captures travels</b>: values by copy, refs as dependencies, sessions and actor handles as themselves.
 */
package io.mobula.api;

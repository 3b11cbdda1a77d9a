/**
 * A stand-in for the runtime, so that the examples' own behaviour is tested apart from it: bodies run on virtual threads of this JVM, as many at once as there are processors; values are neither
 * copied nor encoded, and nothing is ever lost.
 */
@NullMarked
package io.mobula.examples.standin;

import org.jspecify.annotations.NullMarked;

/**
 * The first twenty lines anyone writes with Mobula. May depend on: {@code io.mobula.api} and the JDK. One thread submits and waits; the bodies run wherever the runtime puts them.
 */
@NullMarked
package io.mobula.examples.quickstart;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.mobula.examples.quickstart;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.mobula.bench;

import org.jspecify.annotations.NullMarked;

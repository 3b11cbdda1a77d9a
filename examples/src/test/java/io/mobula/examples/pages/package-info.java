@NullMarked
package io.mobula.examples.pages;

import org.jspecify.annotations.NullMarked;

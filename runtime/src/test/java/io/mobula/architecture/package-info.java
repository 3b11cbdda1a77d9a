/** The walls between the packages, as ARCHITECTURE.md draws them, and the size of what stands between them. */
@NullMarked
package io.mobula.architecture;

import org.jspecify.annotations.NullMarked;

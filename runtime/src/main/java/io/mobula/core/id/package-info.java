/** Names of processes, tasks, objects and copies (REF-0). Immutable values with a total order, so that nothing in the core iterates in an accidental one. */
@NullMarked
package io.mobula.core.id;

import org.jspecify.annotations.NullMarked;

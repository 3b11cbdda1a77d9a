/** Model serving: replicas of a plain object behind HTTP and a typed handle. */
@NullMarked
package io.mobula.serve;

import org.jspecify.annotations.NullMarked;

/** What happened and happens in a cluster, for the command line: interfaces towards the runtime, and reports. May depend on {@code cli.job} and {@code cli.text}. */
@NullMarked
package io.mobula.cli.watch;

import org.jspecify.annotations.NullMarked;

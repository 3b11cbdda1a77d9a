/** What a terminal shows: tables, figures, colour. Depends on java.base alone; immutable but for the writers beneath {@link io.mobula.cli.text.Console}. */
@NullMarked
package io.mobula.cli.text;

import org.jspecify.annotations.NullMarked;

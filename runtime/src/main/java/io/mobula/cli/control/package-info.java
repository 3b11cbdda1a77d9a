/** What operators do to a running cluster: who keeps the control log, draining, restarting node by node. Knows how control is asked by {@link io.mobula.cli.control.ControlSource} alone. */
@NullMarked
package io.mobula.cli.control;

import org.jspecify.annotations.NullMarked;

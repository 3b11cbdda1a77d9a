package io.mobula.api;

import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.Resources;

/** What everything that runs remotely has in common. Immutable: each method returns a new value, so a builder may be kept and used many times. */
public interface RemoteOptions<B extends RemoteOptions<B>> {
    B name(String name);

    B cpus(double count);

    B gpus(double count);

    B memory(Bytes size);

    /** All resources at once, in place of what was named before. */
    B resources(Resources resources);
}

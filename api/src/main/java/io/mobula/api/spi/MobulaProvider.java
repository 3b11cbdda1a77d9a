package io.mobula.api.spi;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskContext;

public interface MobulaProvider {
  Mobula connect(ConnectOptions options);

  Mobula current();

  TaskContext context();

  

  <T> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref);
}

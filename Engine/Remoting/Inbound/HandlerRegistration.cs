namespace Engine.Remoting.Inbound;

/// <summary>Binds a request code to the handler that answers it and the lane that bounds how many it answers at once.</summary>
internal readonly record struct HandlerRegistration(int Code, IRequestHandler Handler, HandlerLane Lane);

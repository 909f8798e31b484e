using Chat.DevHost.Running;

namespace Chat.Testing.Infrastructure;

public static class FreePort
{
    /// <summary>A port of 127.0.0.1 that was free a moment ago. Somebody else may take it before it is used: whoever uses it tries again.</summary>
    public static int Take() => FreePorts.Take();
}

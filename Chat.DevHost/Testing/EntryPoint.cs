using System.Reflection;
using Aspire.Hosting;

namespace Chat.DevHost.Testing;

/// <summary>
/// Runs an AppHost's entry point inside a test, up to its <c>Build()</c>: there the builder is handed to the test and the
/// entry point is left by an exception, so that nothing after that line happens.
/// </summary>
internal static class EntryPoint
{
    private static readonly AsyncLocal<Capture?> Captures = new();

    /// <summary>Whose entry point runs in a test; null outside of one.</summary>
    public static Assembly? Current => Captures.Value?.Assembly;

    public static void HandOver(DistributedApplicationBuilder builder)
    {
        if (Captures.Value is not { } capture)
            return;
        capture.Builder = builder;
        throw new BuilderHandedOverException();
    }

    public static DistributedApplicationBuilder Run(Assembly assembly, string[] args)
    {
        var entryPoint = assembly.EntryPoint ?? throw new ArgumentException($"{assembly.GetName().Name} has no entry point.", nameof(assembly));
        var capture = new Capture(assembly);
        Captures.Value = capture;
        try
        {
            entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [args], culture: null);
        }
        catch (BuilderHandedOverException)
        {
            // As intended.
        }
        finally
        {
            Captures.Value = null;
        }

        return capture.Builder ?? throw new DistributedApplicationException($"{assembly.GetName().Name} built no application.");
    }

    private sealed class Capture(Assembly assembly)
    {
        public Assembly Assembly { get; } = assembly;

        public DistributedApplicationBuilder? Builder { get; set; }
    }

    private sealed class BuilderHandedOverException : Exception;
}

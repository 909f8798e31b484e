using System.Reflection;

namespace Chat.AppHost.Tests;

/// <summary>Where the sources of this build lie.</summary>
internal static class Repository
{
    public static readonly string Root = Metadata("Repository");

    public static readonly string Configuration = Metadata("Configuration");

    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;

    public static string File(params string[] path) => Path.Combine([Root, .. path]);
}

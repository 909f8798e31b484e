using System.Reflection;

namespace Chat.Images.Tests;

/// <summary>What these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The projects that become images.</summary>
    public static readonly string[] Services = ["Edge", "Gateway", "Messaging", "Delivery", "Presence", "Media"];

    private static readonly string[] NotSources = ["bin", "obj", "node_modules", ".git", ".data"];

    public static string Root { get; } = Metadata("Repository");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Files of the repository, whatever was built or installed in it left out.</summary>
    public static IEnumerable<string> Files(string pattern) => Files(Root, pattern);

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern)
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(inner => !NotSources.Contains(Path.GetFileName(inner)))
                .SelectMany(inner => Files(inner, pattern)));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}

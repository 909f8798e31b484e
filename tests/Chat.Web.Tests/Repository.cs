using System.Reflection;

namespace Chat.Web.Tests;

/// <summary>Folders of the repository that was built.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "Repository").Value!;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}

using System.Reflection;

namespace Chat.Stack.Tests;

/// <summary>Paths that the project file wrote down.</summary>
internal static class BuiltPath
{
    public static string Of(string name) =>
        typeof(BuiltPath).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == name).Value!;
}

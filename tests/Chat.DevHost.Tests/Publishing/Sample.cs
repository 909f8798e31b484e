using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Versioning;
using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>A composition of an AppHost that exists only here: <c>{name}.AppHost</c>, beside the projects of <see cref="SampleProject"/>.</summary>
internal static class Sample
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    public static IDistributedApplicationBuilder Publishing(string name = "Sample") => Builder(name, "--publisher", "manifest");

    public static IDistributedApplicationBuilder Running(string name = "Sample") => Builder(name);

    private static DistributedApplicationBuilder Builder(string name, params string[] arguments)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"{name}.AppHost"), AssemblyBuilderAccess.Run);
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!,
            ["apphostprojectpath", Path.Combine(Folder, $"{name}.AppHost", $"{name}.AppHost.csproj")]));
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(TargetFrameworkAttribute).GetConstructor([typeof(string)])!, [".NETCoreApp,Version=v10.0"]));
        return new DistributedApplicationBuilder(arguments, assembly);
    }
}

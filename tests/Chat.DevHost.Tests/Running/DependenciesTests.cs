using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Running;

namespace Chat.DevHost.Tests.Running;

public sealed class DependenciesTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public void A_connection_string_passes_the_wait_on()
    {
        var server = Add("server");
        var store = _builder.AddConnectionString("store", ReferenceExpression.Create($"x")).WaitFor(server);
        var service = Add("service").WaitFor(store);

        Assert.Equal(["server"], Dependencies.Of(service.Resource).Select(dependency => dependency.Name));
    }

    [Fact]
    public void A_circle_is_refused_by_name()
    {
        var first = Add("first");
        var second = Add("second").WaitFor(first);
        first.WaitFor(second);

        var failure = Assert.Throws<DistributedApplicationException>(() => Dependencies.RefuseCycles(_builder.Resources));
        Assert.Equal("These wait for each other: first → second → first.", failure.Message);
    }

    private IResourceBuilder<ExecutableResource> Add(string name) => _builder.AddExecutable(name, "true", ".");
}

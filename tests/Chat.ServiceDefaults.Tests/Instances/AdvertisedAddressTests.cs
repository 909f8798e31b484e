using Chat.ServiceDefaults.Instances;
using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Tests.Instances;

public sealed class AdvertisedAddressTests
{
    [Fact]
    public async Task The_ports_are_the_bound_ones()
    {
        await using var service = await ServiceUnderTest.StartAsync(_ => { });

        Assert.Equal($"http://127.0.0.1:{service.Address.InternalPort}/", service.Address.Internal.AbsoluteUri);
        Assert.NotEqual(service.Address.Internal.Port, service.Address.Public.Port);
    }

    [Fact]
    public async Task Name_and_ports_are_the_ones_that_are_set()
    {
        await using var service = await ServiceUnderTest.StartAsync(_ => { }, new()
        {
            ["Advertise:Host"] = "gateway-3",
            ["Advertise:PublicPort"] = "80",
            ["Advertise:InternalPort"] = "8081",
        });

        Assert.Equal("http://gateway-3:8081/", service.Address.Internal.AbsoluteUri);
        Assert.Equal("http://gateway-3/", service.Address.Public.AbsoluteUri);
        Assert.NotEqual(8081, service.Address.InternalPort);
    }

    [Fact]
    public void In_a_container_it_is_not_loopback()
    {
        var own = OwnAddress.Choose(OwnAddress.Read());

        if (own is not null)
            Assert.Equal(own.ToString(), InContainer().Host);
        else
            Assert.Contains("Advertise:Host", Assert.Throws<InvalidOperationException>(InContainer).Message, StringComparison.Ordinal);
    }

    private static AdvertisedAddress InContainer() =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("DOTNET_RUNNING_IN_CONTAINER", "true")]).Build());
}

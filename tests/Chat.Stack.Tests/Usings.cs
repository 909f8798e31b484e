global using Chat.Testing;
global using Xunit;
